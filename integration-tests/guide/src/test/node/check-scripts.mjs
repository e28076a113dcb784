// Parses the scripts of a file: [{name, loader, code}, …]. Each may be a part of a script.
import { readFileSync } from 'node:fs'
import { transform } from 'esbuild'

const contexts = [(code) => code, (code) => `({ ${code}\n})`, (code) => `[ ${code}\n]`]

const failures = []
for (const { name, loader, code } of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
  const results = await Promise.allSettled(
    contexts.map((context) => transform(context(code), { loader, logLevel: 'silent' })))
  if (results.every((result) => result.status === 'rejected')) {
    failures.push(`${name}: ${results[0].reason.message}`)
  }
}
if (failures.length > 0) {
  console.error(failures.join('\n'))
  process.exit(1)
}
