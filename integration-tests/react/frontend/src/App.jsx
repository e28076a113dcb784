import { lazy, Suspense, useEffect, useState } from 'react'
import { Link, Route, Routes } from 'react-router-dom'
import { get, post } from './api.js'
import Home from './views/Home.jsx'
import Login from './views/Login.jsx'
import Notes from './views/Notes.jsx'

const Note = lazy(() => import('./views/Note.jsx'))

export default function App() {
  const [user, setUser] = useState(undefined)

  async function loadUser() {
    try {
      setUser((await get('/api/session')).name)
    } catch {
      setUser(null)
    }
  }

  async function logOut() {
    await post('/api/logout')
    await loadUser()
  }

  useEffect(() => {
    loadUser()
  }, [])

  if (user === undefined) {
    return null
  }
  const secured = (view) => (user ? view : <Login onLogin={loadUser} />)
  return (
    <>
      <nav>
        <Link to="/">Home</Link>
        <Link to="/notes">Notes</Link>
        {user && <button onClick={logOut}>Log out</button>}
      </nav>
      <Suspense>
        <Routes>
          <Route path="/" element={<Home user={user} />} />
          <Route path="/notes" element={secured(<Notes />)} />
          <Route path="/notes/:id" element={secured(<Note />)} />
          <Route path="*" element={<h1>No such page</h1>} />
        </Routes>
      </Suspense>
    </>
  )
}
