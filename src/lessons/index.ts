import type { Localized } from './format/lesson.ts'

/** A built-in lesson as a list shows it, without its text having been read. */
export interface LessonEntry {
  /** The folder's name. */
  readonly id: string
  readonly title: Localized
  readonly minutes: number
}

/**
 * The built-in lessons in their order: one entry for each folder beside this file. The texts are data that is fetched
 * and parsed only when a lesson is opened; what stands here is held against them by tests/lessons.
 */
export const LESSONS: readonly LessonEntry[] = [
  {
    id: '01-why-orchestration',
    title: {
      en: 'One machine, many programs, three bad nights',
      ko: '서버 한 대, 많은 프로그램, 세 번의 긴 밤',
    },
    minutes: 8,
  },
  {
    id: '02-anatomy',
    title: { en: 'Switch it off and see', ko: '하나씩 꺼 보면 보인다' },
    minutes: 10,
  },
  {
    id: '03-seven-steps',
    title: { en: 'The seven steps of a pod’s life', ko: '파드의 일생, 일곱 단계' },
    minutes: 9,
  },
  {
    id: '04-desired-and-actual',
    title: { en: 'Desired and actual', ko: '바라는 상태와 실제 상태' },
    minutes: 9,
  },
  {
    id: '05-labels-selectors-namespaces',
    title: { en: 'Labels, selectors, namespaces', ko: '레이블, 셀렉터, 네임스페이스' },
    minutes: 10,
  },
  {
    id: '06-deployments',
    title: { en: 'Deployment, ReplicaSet, Pod', ko: '디플로이먼트, 레플리카셋, 파드' },
    minutes: 10,
  },
  {
    id: '07-scheduler',
    title: { en: 'The scheduler: why is it Pending?', ko: '스케줄러: 왜 Pending일까?' },
    minutes: 10,
  },
  {
    id: '08-services-dns',
    title: { en: 'Where is cart today?', ko: 'cart는 오늘 어디에 있을까?' },
    minutes: 10,
  },
  {
    id: '09-rolling-update',
    title: { en: 'A new version at noon', ko: '한낮의 새 버전 배포' },
    minutes: 10,
  },
  {
    id: '10-crashes',
    title: { en: 'It crashed. And now?', ko: '죽었다. 이제 어떻게 될까?' },
    minutes: 9,
  },
  {
    id: '11-node-dies',
    title: { en: 'A node dies', ko: '노드가 죽으면' },
    minutes: 10,
  },
  {
    id: '12-on-call',
    title: { en: 'A day on call', ko: '당직의 하루' },
    minutes: 10,
  },
]
