import { today } from './date.js'

document.querySelector('#today').textContent = today()
