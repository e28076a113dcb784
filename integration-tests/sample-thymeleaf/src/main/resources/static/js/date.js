export function today() {
  return `Loaded in ${new Date().getFullYear()}`
}
