import { useEffect, useState } from 'react'
import { Link } from 'react-router-dom'
import { get, postJson } from '../api.js'

export default function Notes() {
  const [notes, setNotes] = useState([])

  useEffect(() => {
    get('/api/notes').then(setNotes)
  }, [])

  async function add(event) {
    event.preventDefault()
    const form = event.target
    const note = await postJson('/api/notes', Object.fromEntries(new FormData(form)))
    form.reset()
    setNotes((known) => [...known, note])
  }

  return (
    <>
      <h1>Notes</h1>
      <ul className="notes">
        {notes.map(({ id, title }) => (
          <li key={id}>
            <Link to={`/notes/${id}`}>{title}</Link>
          </li>
        ))}
      </ul>
      <form onSubmit={add}>
        <input name="title" placeholder="Title" required />
        <textarea name="text" placeholder="Text" />
        <button>Add</button>
      </form>
    </>
  )
}
