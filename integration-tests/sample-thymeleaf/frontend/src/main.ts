import 'vite/modulepreload-polyfill'
import './style.css'
import logo from './logo.svg?no-inline'
import { greeting } from './greeting'

const target = document.querySelector<HTMLElement>('#greeting')!
target.textContent = greeting('Vite')

const image = document.createElement('img')
image.id = 'logo'
image.alt = 'A leaf'
image.src = logo
target.after(image)

document.querySelector('#more')!.addEventListener('click', async () => {
  const { count } = await import('./count')
  document.querySelector('#count')!.textContent = String(count())
})
