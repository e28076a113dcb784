import { Component, inject } from '@angular/core';
import { ActivatedRoute, Routes } from '@angular/router';
import { Home } from './home';

@Component({ template: '<h1>Note {{ id }}</h1>' })
class Note {
  readonly id = inject(ActivatedRoute).snapshot.params['id'];
}

@Component({ template: '<h1>No such page</h1>' })
class NotFound {}

export const routes: Routes = [
  { path: '', component: Home },
  // a script of its own, loaded when it is needed
  { path: 'about', loadComponent: () => import('./about').then((module) => module.About) },
  { path: 'notes/:id', component: Note },
  { path: '**', component: NotFound },
];
