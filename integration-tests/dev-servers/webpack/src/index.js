import './style.css'
import { text } from './text.js'

const note = location.pathname.match(/^\/notes\/(\w+)$/)
const button = document.getElementById('count')
let count = 0

const show = () => (document.getElementById('text').textContent = text)

document.querySelector('h1').textContent = note ? `Note ${note[1]}` : 'Home'
button.onclick = () => (button.textContent = `Count ${++count}`)
show()

// a framework does this for its components
import.meta.webpackHot?.accept('./text.js', show)
