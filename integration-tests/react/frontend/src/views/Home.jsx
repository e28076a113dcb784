export default function Home({ user }) {
  return (
    <>
      <h1>A React front end</h1>
      <p className="user">{user ? `Logged in as ${user}.` : 'Not logged in.'}</p>
    </>
  )
}
