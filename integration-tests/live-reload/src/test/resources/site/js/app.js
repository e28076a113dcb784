document.querySelector('#version').textContent = 'version 1';
