// Answers with the page that has been kept, as one that works without a network does.
addEventListener('fetch', (event) => {
  if (event.request.mode === 'navigate') {
    event.respondWith(caches.match('/kept'));
  }
});
