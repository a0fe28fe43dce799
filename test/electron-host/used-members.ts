import ts from 'typescript'

/** One place where the app uses a member of Electron. */
export interface Use {
  /** Class or interface of electron.d.ts, e.g. `App`; `electron` for a name of the module itself. */
  owner: string
  /** Member, static member or, for `on` and its like, event. */
  name: string
  kind: 'module' | 'member' | 'static' | 'event'
  /** `file:line`. */
  place: string
}

const listening = new Set(['on', 'once', 'off', 'addListener', 'removeListener'])

/**
 * Finds every Electron member that these files use, by asking the compiler what each name means.
 * Plain structures (rectangles, options, event details) are no members and are left out.
 */
export function findUses(program: ts.Program, files: readonly ts.SourceFile[]): Use[] {
  const checker = program.getTypeChecker()
  const known = namesOf(program.getSourceFiles().filter(({ fileName }) => isElectron(fileName)))
  const uses: Use[] = []

  function visit(node: ts.Node): void {
    if (ts.isImportDeclaration(node)) readImport(node)
    const name = nameIn(node)
    // Asking the compiler takes its time; a name that Electron does not have needs no question.
    if (name !== null && known.has(name.text)) readMember(name)
    if (ts.isCallExpression(node)) readListener(node)
    ts.forEachChild(node, visit)
  }

  function readImport({ importClause, moduleSpecifier }: ts.ImportDeclaration): void {
    if (!ts.isStringLiteral(moduleSpecifier) || !/^electron(\/|$)/.test(moduleSpecifier.text))
      return
    const bindings = importClause?.namedBindings
    const isTypeOnly = importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
    if (isTypeOnly || bindings === undefined || !ts.isNamedImports(bindings)) return
    for (const element of bindings.elements) {
      if (element.isTypeOnly) continue
      const { text } = element.propertyName ?? element.name
      uses.push({ owner: 'electron', name: text, kind: 'module', place: placeOf(element) })
    }
  }

  function readMember(name: ts.Node & { text: string }): void {
    const declaration = declarationOf(name)
    if (declaration === undefined) return
    const owner = ownerOf(declaration)
    if (owner === null) return
    const isStatic = (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Static) !== 0
    const kind = isStatic ? 'static' : 'member'
    uses.push({ owner, name: name.text, kind, place: placeOf(name) })
  }

  function readListener({ expression, arguments: [event] }: ts.CallExpression): void {
    if (!ts.isPropertyAccessExpression(expression) || event === undefined) return
    if (!listening.has(expression.name.text)) return
    const declaration = ts.isIdentifier(expression.name)
      ? declarationOf(expression.name)
      : undefined
    const owner = declaration === undefined ? null : ownerOf(declaration)
    if (owner === null) return
    const type = checker.getTypeAtLocation(event)
    for (const one of type.isUnion() ? type.types : [type]) {
      if (!one.isStringLiteral()) continue
      uses.push({ owner, name: one.value, kind: 'event', place: placeOf(event) })
    }
  }

  function declarationOf(name: ts.Node & { text: string }): ts.Declaration | undefined {
    const pattern = name.parent.parent
    // The name in `const { quit } = app` is a variable; the member is a property of what is on the right.
    const symbol = ts.isObjectBindingPattern(pattern)
      ? checker.getTypeAtLocation(pattern).getProperty(name.text)
      : checker.getSymbolAtLocation(name)
    return symbol?.declarations?.find((one) => isElectron(one.getSourceFile().fileName))
  }

  for (const file of files) visit(file)
  return uses
}

const isElectron = (path: string): boolean => /[\\/]electron[\\/]electron\.d\.ts$/.test(path)

/** Every member name that electron.d.ts declares. */
function namesOf(files: readonly ts.SourceFile[]): Set<string> {
  const names = new Set<string>()
  function visit(node: ts.Node): void {
    const isMember = ts.isClassElement(node) || ts.isTypeElement(node)
    if (isMember && node.name !== undefined && ts.isIdentifier(node.name)) names.add(node.name.text)
    ts.forEachChild(node, visit)
  }
  for (const file of files) visit(file)
  return names
}

/** The name through which a node reaches into an object, if it does. */
function nameIn(node: ts.Node): (ts.Node & { text: string }) | null {
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.name)) return node.name
  if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
    const name = node.propertyName ?? node.name
    return ts.isIdentifier(name) ? name : null
  }
  return null
}

/** The class or API interface that declares a member; null for a plain structure. */
function ownerOf({ parent }: ts.Declaration): string | null {
  if (ts.isClassDeclaration(parent)) return parent.name?.text ?? null
  if (!ts.isInterfaceDeclaration(parent)) return null
  // Interfaces of the API have methods, structures only have fields (IpcMainEvent's `reply` is one).
  return parent.members.some(ts.isMethodSignature) ? parent.name.text : null
}

function placeOf(node: ts.Node): string {
  const file = node.getSourceFile()
  const { line } = file.getLineAndCharacterOfPosition(node.getStart())
  return `${file.fileName}:${line + 1}`
}
