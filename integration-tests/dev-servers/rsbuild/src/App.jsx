import Counter from './Counter'

const note = location.pathname.match(/^\/notes\/(\w+)$/)

export default function App() {
  return note ? <h1>Note {note[1]}</h1> : <Counter />
}
