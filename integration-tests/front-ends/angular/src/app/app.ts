import { Component } from '@angular/core';
import { RouterLink, RouterOutlet } from '@angular/router';

@Component({
  selector: 'app-root',
  imports: [RouterLink, RouterOutlet],
  template: `
    <nav>
      <span class="icon"></span>
      <a routerLink="/">Home</a>
      <a routerLink="/about">About</a>
      <a routerLink="/notes/7">Note 7</a>
    </nav>
    <router-outlet />
  `,
})
export class App {}
