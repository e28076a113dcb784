import { createRoot } from 'react-dom/client'
import { Board } from './Board'
import { greeting } from './greeting'

createRoot(document.querySelector('#board')!).render(<Board title={greeting('React')} />)
