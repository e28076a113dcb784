import { Component } from '@angular/core';
import { RouterLink, RouterOutlet } from '@angular/router';

@Component({
  selector: 'app-root',
  imports: [RouterLink, RouterOutlet],
  template: `
    <nav>
      <span class="icon"></span>
      <a routerLink="/" i18n="@@home">Home</a>
      <a routerLink="/about" i18n="@@about">About</a>
      <!-- each language is a build of its own, so that these are plain links -->
      <a href="/en/">English</a>
      <a href="/de/">Deutsch</a>
    </nav>
    <router-outlet />
  `,
})
export class App {}
