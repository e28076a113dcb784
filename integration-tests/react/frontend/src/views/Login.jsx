import { useState } from 'react'
import { post } from '../api.js'

export default function Login({ onLogin }) {
  const [error, setError] = useState('')

  async function logIn(event) {
    event.preventDefault()
    try {
      await post('/api/login', new URLSearchParams(new FormData(event.target)))
      await onLogin()
    } catch {
      setError('That did not work.')
    }
  }

  return (
    <>
      <h1>Log in</h1>
      <form onSubmit={logIn}>
        <input name="username" placeholder="Name" autoComplete="username" required />
        <input name="password" type="password" placeholder="Password" autoComplete="current-password" required />
        <button>Log in</button>
      </form>
      <p className="error">{error}</p>
    </>
  )
}
