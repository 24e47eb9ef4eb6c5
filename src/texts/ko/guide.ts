/** 처음 온 사람에게 하는 말: 환영과 둘러보기. */
import type { guide as en } from '../en/guide.ts'

export const guide: { readonly [K in keyof typeof en]: string } = {
  'welcome.label': '환영합니다',
  'welcome.what':
    '이 탭 안에서 쿠버네티스 클러스터 전체가 실제로 움직입니다. 버튼을 누르면 {{file}} 파일이 적용되고, 오가는 메시지를 한 걸음씩 볼 수 있습니다.',
  'welcome.begin': '첫걸음 떼기',
  'welcome.dismiss': '다시 보지 않기',

  'tour.start': '둘러보기',
  'tour.title': '화면 둘러보기',
  'tour.count': '{{count}}곳 중 {{number}}번째',
  'tour.skip': '둘러보기 끝내기',
  'tour.back': '이전',
  'tour.next': '다음',
  'tour.done': '마침',
  'tour.manifest': '원하는 상태',
  'tour.manifestWhat':
    '매니페스트에는 무엇이 있어야 하는지 적습니다. 고치거나 예제에서 다른 것을 골라 언제든 적용하세요. 수업도 여기에 열립니다.',
  'tour.step': '시간은 내 마음대로',
  'tour.stepWhat':
    '한 걸음 나아가거나 재생할 때만 일이 일어납니다. 한 걸음의 크기는 이야기의 한 장, 메시지 하나, 결정 하나 중에서 고릅니다. 화살표 키도 같은 일을 합니다.',
  'tour.cluster': '클러스터',
  'tour.clusterWhat':
    '위는 컨트롤 플레인, 아래는 노드이고 그 사이로 메시지가 오갑니다. 클릭하면 속을 볼 수 있고, 오른쪽 클릭으로 고장 낼 수 있습니다.',
  'tour.inspector': '방금 일어난 일과 그 까닭',
  'tour.inspectorWhat':
    '이번 걸음과 그것이 바꾼 것을 말로 풀어 줍니다. 선택한 대상은 상태와 YAML, 그리고 나에게까지 거슬러 오르는 원인의 사슬을 보여 줍니다.',
  'tour.timeline': '지금까지의 모든 일',
  'tour.timelineWhat':
    '어느 순간으로든 끌어서 돌아가거나, 실행을 시퀀스, 메시지, 이벤트로 읽을 수 있습니다. Ctrl/⌘ K로 무엇이든 찾고, ?로 키와 이 둘러보기를 다시 볼 수 있습니다.',
}
