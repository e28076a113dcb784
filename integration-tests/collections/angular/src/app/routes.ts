import { Component, inject } from '@angular/core';
import { ActivatedRoute, Routes } from '@angular/router';

@Component({ template: '<h1 i18n="@@home">Home</h1>' })
class Home {}

@Component({ template: '<h1>{{ title }}</h1>' })
class Note {
  private readonly id: string = inject(ActivatedRoute).snapshot.params['id'];

  readonly title = $localize`:@@note:Note ${this.id}:id:`;
}

@Component({ template: '<h1 i18n="@@missing">No such page</h1>' })
class NotFound {}

export const routes: Routes = [
  { path: '', component: Home },
  // a script of its own, loaded when it is needed
  { path: 'about', loadComponent: () => import('./about').then((module) => module.About) },
  { path: 'notes/:id', component: Note },
  { path: '**', component: NotFound },
];
