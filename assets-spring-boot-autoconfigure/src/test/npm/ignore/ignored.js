// Reads rule files with paths, and writes which of the paths the package 'ignore' ignores,
// or null for a rule file that it fails to read. It is called as Wrangler calls it.
const fs = require('fs');
const ignore = require('ignore');

function ignored({ rules, paths }) {
  try {
    const ignorer = ignore().add(rules.split('\n'));
    return paths.map((path) => ignorer.ignores(path));
  } catch (error) {
    return null;
  }
}

process.stdout.write(JSON.stringify(JSON.parse(fs.readFileSync(0, 'utf8')).map(ignored)));
