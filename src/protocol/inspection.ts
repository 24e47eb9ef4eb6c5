/** Answers to "show me this": whole objects and a component's inside. Sent only for what is selected. */
import type { KubeObjectJson } from './objects/json.ts'
import type { ObjectRef, ReconcileTrace, SchedulingTrace } from './trace.ts'
import type { EventRow, Text } from './views.ts'

export type InspectionTarget =
  | { readonly type: 'object'; readonly object: ObjectRef }
  | { readonly type: 'component'; readonly name: string }

/** A lifecycle machine to draw, with the lit state. States and edges come from the XState definition. */
export interface MachineView {
  readonly machine: 'pod' | 'container' | 'node'
  readonly subject: string
  readonly states: readonly string[]
  readonly edges: readonly { readonly from: string; readonly to: string; readonly event: string }[]
  readonly current: string
}

/** A node of the owner tree: who made it, what it made. */
export interface OwnerTreeNode {
  readonly object: ObjectRef
  readonly status: string
  readonly children: readonly OwnerTreeNode[]
}

export interface ObjectInspection {
  readonly type: 'object'
  readonly ref: ObjectRef
  /** Null if it is gone, or not there yet. */
  readonly object: KubeObjectJson | null
  /** Whether there was such an object at this moment or before it: what is not and was not, is still to come. */
  readonly hasBeen: boolean
  readonly yaml: string
  readonly events: readonly EventRow[]
  readonly owners: OwnerTreeNode | null
  readonly machines: readonly MachineView[]
}

/** A cell or value: words as they are, or a moment that the page writes as its clock does. */
export type Cell = string | { readonly atMicros: number }

/** One row of a small table: cells in the order of `columns`. */
export interface SectionTable {
  readonly type: 'table'
  readonly title: Text
  readonly columns: readonly Text[]
  readonly rows: readonly {
    readonly cells: readonly Cell[]
    readonly object?: ObjectRef
    readonly mark?: 'good' | 'bad' | 'muted'
  }[]
  /** How many more rows there are than are sent. */
  readonly more: number
}
export interface SectionFacts {
  readonly type: 'facts'
  readonly title: Text
  readonly facts: readonly { readonly label: Text; readonly value: Cell }[]
}
export interface SectionReconcile {
  readonly type: 'reconciles'
  readonly title: Text
  readonly reconciles: readonly {
    readonly position: number
    readonly atMicros: number
    readonly trace: ReconcileTrace
  }[]
}
export interface SectionScheduling {
  readonly type: 'scheduling'
  readonly title: Text
  readonly cycles: readonly {
    readonly position: number
    readonly atMicros: number
    readonly trace: SchedulingTrace
  }[]
}
export interface SectionText {
  readonly type: 'text'
  readonly title: Text
  /** Preformatted: rules of kube-proxy, records of CoreDNS. */
  readonly lines: readonly string[]
}
export type Section =
  | SectionTable
  | SectionFacts
  | SectionReconcile
  | SectionScheduling
  | SectionText

/** A component's inside. */
export interface ComponentInspection {
  readonly type: 'component'
  readonly name: string
  readonly sections: readonly Section[]
  readonly machines: readonly MachineView[]
}

export type Inspection = ObjectInspection | ComponentInspection
