import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'
import { messagesApart } from './scripts/messages-apart.ts'

const here = import.meta.dirname
const messages = messagesApart(here)
const electron = ['electron', /^electron\/.+/]

/** Every library is bundled, so the app is `out/**` and `resources/**` and needs no node_modules. */
export default defineConfig({
  main: {
    plugins: [messages],
    resolve: {
      // electron-store's settings file checks schemas and migrates only for whoever asks it to.
      alias: [
        {
          find: /^(?:ajv\/dist\/2020\.js|ajv-formats|semver)$/,
          replacement: resolve(here, 'scripts/build/left-out.ts')
        }
      ]
    },
    // What lies in the public folder (`resources` by default) is not built in; the icons have to be,
    // so that `out/` runs from wherever it is copied to.
    publicDir: 'resources/art',
    build: {
      externalizeDeps: false,
      minify: true,
      sourcemap: 'hidden',
      rolldownOptions: {
        external: electron,
        input: {
          index: resolve(here, 'src/main/index.ts'),
          // The process that does the work on large files: forked by main, so a file of its own.
          'transfer-process': resolve(here, 'src/main/transfer-process.ts'),
          // A thread that sends while main stands still.
          'last-call-thread': resolve(here, 'src/main/last-call-thread.ts')
        }
      }
    }
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        external: electron,
        input: { index: resolve(here, 'src/preload/index.ts') },
        // A sandboxed preload is loaded as one CommonJS script; ES modules are refused there.
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    root: resolve(here, 'src/renderer'),
    plugins: [messages, svelte({ configFile: resolve(here, 'svelte.config.js') })],
    build: {
      minify: true,
      // What the first script imports is asked for beside it; what is loaded later lies on the same
      // disk, so nothing is gained by announcing it.
      modulePreload: {
        polyfill: false,
        resolveDependencies: (_url, files, { hostType }) => (hostType === 'html' ? files : [])
      },
      // One stylesheet for all cannot come after what it styles.
      cssCodeSplit: false,
      // Inlined assets would become data: URLs, which the content security policy refuses for scripts and media.
      assetsInlineLimit: 0,
      license: { fileName: 'third-party-licences.md' },
      rolldownOptions: { input: { index: resolve(here, 'src/renderer/index.html') } }
    }
  }
})
