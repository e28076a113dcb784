import { useState } from 'react'
import '../style.css'

export default function Counter() {
  const [count, setCount] = useState(0)
  return (
    <>
      <button id="count" onClick={() => setCount(count + 1)}>
        Count {count}
      </button>
      <p id="text">Written before</p>
    </>
  )
}
