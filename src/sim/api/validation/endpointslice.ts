import type { Endpoint, EndpointPort, EndpointSlice } from '../../../protocol/objects/network.ts'
import { dnsLabelErrors, dnsSubdomainErrors, portNumberErrors, subdomainName } from './basics.ts'
import {
  duplicateValue,
  type FieldError,
  invalidValue,
  invalidValues,
  notSupported,
  requiredValue,
  tooMany,
} from './field-error.ts'
import { nonSpecialIpErrors, parseIp } from './ip.ts'
import {
  validateImmutable,
  validateLabelKey,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from './object-meta.ts'

const ADDRESS_TYPES = ['FQDN', 'IPv4', 'IPv6']
const PROTOCOLS = ['SCTP', 'TCP', 'UDP']
const PORTS_MAX = 20_000
const ENDPOINTS_MAX = 1000
const ADDRESSES_MAX = 100

/** Upstream: `pkg/apis/discovery/validation`, v1.36. */
export function validateEndpointSlice(slice: EndpointSlice): readonly FieldError[] {
  const errors = validateObjectMeta(slice.metadata, true, subdomainName)
  validateAddressType(slice.addressType, errors)
  validateContent(slice, errors)
  return errors
}

export function validateEndpointSliceUpdate(
  next: EndpointSlice,
  current: EndpointSlice,
): readonly FieldError[] {
  const errors = validateObjectMetaUpdate(next.metadata, current.metadata)
  validateContent(next, errors)
  validateImmutable(next.addressType, current.addressType, 'addressType', errors)
  return errors
}

function validateAddressType(addressType: string, errors: FieldError[]): void {
  if (addressType === '') errors.push(requiredValue('addressType'))
  else if (!ADDRESS_TYPES.includes(addressType)) {
    errors.push(notSupported('addressType', addressType, ADDRESS_TYPES))
  }
}

function validateContent(slice: EndpointSlice, errors: FieldError[]): void {
  const endpoints = slice.endpoints ?? []
  if (endpoints.length > ENDPOINTS_MAX) {
    errors.push(tooMany('endpoints', endpoints.length, ENDPOINTS_MAX))
  } else {
    for (const [index, endpoint] of endpoints.entries()) {
      validateEndpoint(endpoint, slice.addressType, `endpoints[${index}]`, errors)
    }
  }
  validatePorts(slice.ports ?? [], errors)
}

function validateEndpoint(
  endpoint: Endpoint,
  addressType: string,
  path: string,
  errors: FieldError[],
): void {
  const addresses = endpoint.addresses ?? []
  if (addresses.length === 0) {
    errors.push(requiredValue(`${path}.addresses`, 'must contain at least 1 address'))
  } else if (addresses.length > ADDRESSES_MAX) {
    errors.push(tooMany(`${path}.addresses`, addresses.length, ADDRESSES_MAX))
  }
  for (const [index, address] of addresses.entries()) {
    validateAddress(address, addressType, `${path}.addresses[${index}]`, errors)
  }
  const { hostname, nodeName } = endpoint
  if (nodeName !== undefined) {
    errors.push(...invalidValues(`${path}.nodeName`, nodeName, subdomainName(nodeName, false)))
  }
  if (hostname !== undefined) {
    errors.push(...invalidValues(`${path}.hostname`, hostname, dnsLabelErrors(hostname)))
  }
}

function validateAddress(
  address: string,
  addressType: string,
  path: string,
  errors: FieldError[],
): void {
  if (addressType === 'FQDN') {
    errors.push(...invalidValues(path, address, dnsSubdomainErrors(address)))
    return
  }
  const ip = parseIp(address)
  const family = addressType === 'IPv4' ? 4 : 6
  if (ip?.family !== family) {
    const detail = `must be a valid ${addressType} address`
    errors.push(invalidValue(path, address, detail))
  } else {
    errors.push(...invalidValues(path, address, nonSpecialIpErrors(address)))
  }
}

function validatePorts(ports: readonly EndpointPort[], errors: FieldError[]): void {
  if (ports.length > PORTS_MAX) {
    errors.push(tooMany('ports', ports.length, PORTS_MAX))
    return
  }
  const names = new Set<string>()
  for (const [index, port] of ports.entries()) {
    const path = `ports[${index}]`
    const { name = '', protocol = '', appProtocol } = port
    if (name !== '') errors.push(...invalidValues(`${path}.name`, name, dnsLabelErrors(name)))
    if (names.has(name)) errors.push(duplicateValue(`${path}.name`, name))
    names.add(name)
    if (protocol === '') errors.push(requiredValue(`${path}.protocol`))
    else if (!PROTOCOLS.includes(protocol)) {
      errors.push(notSupported(`${path}.protocol`, protocol, PROTOCOLS))
    }
    if (port.port !== undefined) {
      errors.push(...invalidValues(`${path}.port`, port.port, portNumberErrors(port.port)))
    }
    if (appProtocol !== undefined) validateLabelKey(appProtocol, `${path}.appProtocol`, errors)
  }
}
