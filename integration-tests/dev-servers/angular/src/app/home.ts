import { Component, signal } from '@angular/core';

@Component({
  template: `
    <h1>Home</h1>
    <button id="count" (click)="count.set(count() + 1)">Count {{ count() }}</button>
    <p id="text">Written before</p>
  `,
})
export class Home {
  readonly count = signal(0);
}
