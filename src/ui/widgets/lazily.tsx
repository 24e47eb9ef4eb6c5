/**
 * Parts of the page that its first picture does without. Their code comes when the page has nothing
 * better to do (`fetchTheRest`), or at once when one of them is to be shown before that.
 */
import { type ComponentType, Suspense, use } from 'react'

interface Source<P> {
  /** The part, once it is here. */
  readonly part: () => ComponentType<P> | undefined
  readonly fetch: () => Promise<ComponentType<P>>
}

const fetchers: (() => Promise<unknown>)[] = []

/** A component whose code comes later; where it stands, nothing is shown until then. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const source = sourceOf(load)
  fetchers.push(source.fetch)
  return (props) => (
    <Suspense>
      <Fetched source={source} props={props} />
    </Suspense>
  )
}

/** Fetches all that was put off. What is shown after this is shown at once, offline too. */
export async function fetchTheRest(): Promise<void> {
  await Promise.all(fetchers.map((fetchPart) => fetchPart()))
}

function sourceOf<P>(load: () => Promise<ComponentType<P>>): Source<P> {
  let part: ComponentType<P> | undefined
  let loading: Promise<ComponentType<P>> | undefined
  return {
    part: () => part,
    fetch: () => {
      loading ??= load().then(
        (loaded) => {
          part = loaded
          return loaded
        },
        // Offline before it was ever fetched: the rest of the page goes on without it.
        () => () => null,
      )
      return loading
    },
  }
}

interface FetchedProps<P> {
  readonly source: Source<P>
  readonly props: P
}

function Fetched<P extends object>({ source, props }: FetchedProps<P>) {
  const Part = source.part() ?? use(source.fetch())
  return <Part {...props} />
}
