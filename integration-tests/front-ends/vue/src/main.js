import { createApp } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import App from './App.vue'
import './style.css'
import Home from './views/Home.vue'
import Note from './views/Note.vue'
import NotFound from './views/NotFound.vue'

const router = createRouter({
  // the base that the build was given: "vite build --base /ui/"
  history: createWebHistory(import.meta.env.BASE_URL),
  routes: [
    { path: '/', component: Home },
    // a script of its own, loaded when it is needed
    { path: '/about', component: () => import('./views/About.vue') },
    { path: '/notes/:id', component: Note },
    { path: '/:path(.*)*', component: NotFound },
  ],
})

createApp(App).use(router).mount('#app')
