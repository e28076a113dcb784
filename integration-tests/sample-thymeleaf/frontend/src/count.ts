import './count.css'

let clicks = 0

export function count(): number {
  return ++clicks
}
