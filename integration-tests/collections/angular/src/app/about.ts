import { Component } from '@angular/core';

@Component({ template: '<h1 i18n="@@about">About</h1>' })
export class About {}
