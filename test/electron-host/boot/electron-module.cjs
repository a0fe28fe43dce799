// What require('electron') gives inside the stand-in; module-hooks.ts puts it there.
module.exports = globalThis[Symbol.for('electron-stand-in.modules')]
