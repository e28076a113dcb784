import { useState } from 'react'

export function Board({ title }: { title: string }) {
  const [notes, setNotes] = useState(0)
  return (
    <section>
      <h2 id="title">{title}</h2>
      <button onClick={() => setNotes(notes + 1)}>Add</button> <span id="notes">{notes} notes</span>
    </section>
  )
}
