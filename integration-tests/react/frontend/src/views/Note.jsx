import { useEffect, useState } from 'react'
import { useParams } from 'react-router-dom'
import { get } from '../api.js'

export default function Note() {
  const { id } = useParams()
  const [note, setNote] = useState({})

  useEffect(() => {
    get(`/api/notes/${id}`)
      .then(setNote)
      .catch(() => setNote({ title: 'No such note' }))
  }, [id])

  return (
    <>
      <h1>{note.title}</h1>
      <p className="text">{note.text}</p>
    </>
  )
}
