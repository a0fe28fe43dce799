import type { ESLint, Rule } from 'eslint'
import { explainedCasts } from './explained-casts.ts'
import { guardedListeners } from './guarded-listeners.ts'

/**
 * A rule that refuses whatever its selectors match. One rule a ban, because `no-restricted-syntax`
 * is a single switch: a folder that lifts one ban there lifts them all.
 */
function ban(message: string, ...selectors: readonly string[]): Rule.RuleModule {
  return {
    meta: { type: 'problem', schema: [], messages: { banned: message } },
    create: (context) => ({
      [selectors.join(', ')]: (node: Rule.Node) => {
        context.report({ node, messageId: 'banned' })
      }
    })
  }
}

/** Rules of this house: what no file may say, or only the files that `eslint.config.js` names. */
export const house: ESLint.Plugin = {
  rules: {
    'explained-casts': explainedCasts,
    'guarded-listeners': guardedListeners,
    'no-unverified-tls': ban(
      'Certificates are always verified: trust an authority or a pin instead.',
      'Identifier[name="rejectUnauthorized"]',
      'Literal[value=/rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED|ignore-certificate-errors/]',
      'Identifier[name="NODE_TLS_REJECT_UNAUTHORIZED"]'
    ),
    'one-trust': ban(
      'What certificates are judged by is decided once: take secureOptionsOf of gateway/line-options.ts.',
      'Identifier[name="createSecureContext"]',
      'Property[key.name=/^(ca|certificateAuthority|allowPartialTrustChain)$/]',
      'Property[key.value=/^(ca|certificateAuthority|allowPartialTrustChain)$/]'
    ),
    'no-other-tls': ban(
      'TLS connections are made under gateway/ by the files that eslint.config.js names, with secureOptionsOf.',
      'ImportDeclaration[source.value=/^(node:)?https$/][importKind!="type"]',
      'ImportDeclaration[source.value=/^(node:)?tls$/] > ImportSpecifier[imported.name="connect"]',
      'MemberExpression[object.name="tls"][property.name="connect"]',
      'NewExpression[callee.name="TLSSocket"]'
    ),
    'no-raw-html': ban(
      'Text becomes markup only through a Svelte template.',
      'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|srcdoc)$/]',
      'MemberExpression[object.name="document"][property.name=/^(write|writeln)$/]'
    ),
    'no-open-path': ban(
      'openPath runs whatever the file is: show it in its folder instead.',
      'MemberExpression[property.name="openPath"]',
      'Property[key.name="openPath"]'
    ),
    'no-ipc-renderer': ban(
      'ipcRenderer belongs to src/preload: use the bridge.',
      'Identifier[name="ipcRenderer"]'
    ),
    // The content security policy drops style attributes that come with the markup; `style:width={x}`
    // is set from script, which it allows.
    'no-style-attribute': ban(
      'The content security policy drops style attributes: use a class, or style:property={value}.',
      'SvelteAttribute[key.name="style"]'
    ),
    'no-process-env': ban(
      'The environment is read at the edge (platform, index.ts, a command line) and handed in.',
      'MemberExpression[object.name="process"][property.name="env"]',
      'VariableDeclarator[init.name="process"] > ObjectPattern > Property[key.name="env"]',
      'ImportDeclaration[source.value=/^(node:)?process$/]'
    ),
    'no-bare-timers': ban(
      "Timers are the clock's (src/main/clock.ts): it guards what they run, and tests move it by hand.",
      'Identifier[name=/^(setTimeout|setInterval|setImmediate)$/]'
    ),
    'no-module-state': ban(
      'State lives in what a factory returns, never in a module.',
      ':matches(Program, ExportNamedDeclaration) > VariableDeclaration[kind="let"]',
      ':matches(Program, ExportNamedDeclaration) > VariableDeclaration > VariableDeclarator > NewExpression[callee.name=/^(Weak)?(Map|Set)$/][arguments.length=0]'
    )
  }
}
