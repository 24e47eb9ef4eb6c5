import type { Kind, KubeObject, ObjectOf } from '../../../protocol/objects/index.ts'
import type { JsonObject, ObjectMeta } from '../../../protocol/objects/meta.ts'
import type { Micros } from '../../kernel/types.ts'
import { configMapPrinter } from './configmap.ts'
import { deploymentPrinter } from './deployment.ts'
import { endpointSlicePrinter } from './endpointslice.ts'
import { eventPrinter } from './event.ts'
import { leasePrinter } from './lease.ts'
import { namespacePrinter } from './namespace.ts'
import { nodePrinter } from './node.ts'
import { podPrinter } from './pod.ts'
import type { Cell, Printer } from './printer.ts'
import { replicaSetPrinter } from './replicaset.ts'
import { secretPrinter } from './secret.ts'
import { servicePrinter } from './service.ts'
import { serviceAccountPrinter } from './serviceaccount.ts'

/** How each kind is shown in a Table. */
const printers: { readonly [K in Kind]: Printer<ObjectOf<K>> } = {
  Namespace: namespacePrinter,
  Node: nodePrinter,
  Pod: podPrinter,
  ReplicaSet: replicaSetPrinter,
  Deployment: deploymentPrinter,
  Service: servicePrinter,
  EndpointSlice: endpointSlicePrinter,
  ConfigMap: configMapPrinter,
  Secret: secretPrinter,
  ServiceAccount: serviceAccountPrinter,
  Event: eventPrinter,
  Lease: leasePrinter,
}

/** `meta.k8s.io/v1` Table: what the API server answers to `kubectl get`. */
export interface ObjectTable {
  readonly kind: 'Table'
  readonly apiVersion: 'meta.k8s.io/v1'
  readonly metadata: JsonObject
  readonly columnDefinitions: readonly {
    readonly name: string
    readonly type: string
    readonly format: string
    readonly description: string
    readonly priority: number
  }[]
  readonly rows: readonly {
    readonly cells: readonly Cell[]
    readonly object: JsonObject
  }[]
}

/**
 * Prints objects of one kind as the API server does, always with the columns of `-o wide`, which
 * the client leaves out.
 * Simplified: columns have no description.
 */
export function printTable(
  objects: readonly KubeObject[],
  kind: Kind,
  now: Micros,
  metadata: JsonObject = {},
): ObjectTable {
  const printer = printers[kind] as Printer<KubeObject>
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: printer.columns.map(({ name, type, priority }) => ({
      name,
      type,
      format: name === 'Name' ? 'name' : '',
      description: '',
      priority,
    })),
    rows: objects.map((object) => ({
      cells: printer.cells(object, now),
      object: partialObject(object.metadata),
    })),
  }
}

/** A row carries its object's metadata, so that clients can sort, label and address it. */
function partialObject(metadata: ObjectMeta): JsonObject {
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata: metadata as unknown as JsonObject,
  }
}
