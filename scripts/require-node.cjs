// The first step of every script, in syntax that the oldest Node can read.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    `Callside needs Node 24 or newer, but this is Node ${process.versions.node}: install Node 24, or run "npm ci" on Linux x64, which brings its own.`
  )
  process.exit(1)
}
