import Image from 'next/image'
import Link from 'next/link'
import icon from './icon-image.svg'
import './style.css'

export const metadata = { title: 'Next.js', icons: 'data:,' }

export default function Layout({ children }) {
  return (
    <html lang="en">
      <head>
        <script
          type="application/json"
          id="page-data"
          dangerouslySetInnerHTML={{ __html: '' }}
          suppressHydrationWarning
        />
      </head>
      <body>
        <nav>
          <Image src={icon} alt="" />
          <Link href="/">Home</Link>
          <Link href="/about">About</Link>
          <Link href="/notes/7">Note 7</Link>
        </nav>
        {children}
      </body>
    </html>
  )
}
