/** Where a gateway listens. */
export interface GatewayAddress {
  /** Without the brackets of an IPv6 address. */
  readonly host: string
  readonly port: number
}

/** The address in an https origin; without a port it is 443. */
export function gatewayAddress(origin: string): GatewayAddress {
  const { hostname, port } = new URL(origin)
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 443 : Number(port) }
}
