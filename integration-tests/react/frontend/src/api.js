export function get(path) {
  return request(path)
}

export function post(path, body, headers) {
  // the CSRF protection of Spring Security wants the value of its cookie back in a header
  return request(path, { method: 'POST', body, headers: { ...headers, 'X-XSRF-TOKEN': cookie('XSRF-TOKEN') } })
}

export function postJson(path, value) {
  return post(path, JSON.stringify(value), { 'Content-Type': 'application/json' })
}

function cookie(name) {
  const found = document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`))
  return found ? found.slice(name.length + 1) : ''
}

async function request(path, options) {
  const response = await fetch(path, options)
  if (!response.ok) {
    throw new Error(`${path} answered ${response.status}`)
  }
  const text = await response.text()
  return text ? JSON.parse(text) : undefined
}
