/** 링크, 파일, 내보내기, 끼워 넣은 페이지의 말. */
import type { Translation } from '../catalog.ts'
import type { sharing as en } from '../en/sharing.ts'

export const sharing: Translation<typeof en> = {
  open: '공유와 내보내기',
  title: '이 실행 공유하기',
  what: '여는 사람은 같은 실행의 같은 걸음에 서게 됩니다. 서버로는 아무것도 보내지 않습니다. 모든 것이 링크 안에 있습니다.',
  close: '닫기',
  cancel: '취소',

  'part.link': '링크',
  'part.file': '파일',
  'part.export': '내보내기',

  'holds.title': '담긴 것',
  'holds.run_one': '시드 {{seed}}, 워커 {{count}}대',
  'holds.run_other': '시드 {{seed}}, 워커 {{count}}대',
  'holds.commands_one': '명령 {{count}}개',
  'holds.commands_other': '명령 {{count}}개',
  'holds.files_one': '편집기의 파일 {{count}}개',
  'holds.files_other': '편집기의 파일 {{count}}개',
  'holds.place': '지금 위치({{time}})와 그 상태의 증명',
  'holds.view': '언어, 선택, 탭, 빠르기 (테마는 담지 않습니다)',

  'place.label': '열리는 곳',
  'place.here': '지금 걸음에서',
  'place.beginning': '처음에서',
  'variant.label': '쓰임새',
  'variant.page': '페이지 전체',
  'variant.present': '발표용',
  'variant.embed': '다른 페이지에 넣기',

  'link.label': '이 실행의 링크',
  'link.length_one': '{{count}}자',
  'link.length_other': '{{count}}자',
  'link.copy': '링크 복사',
  'link.copyFrame': 'iframe으로 복사',
  'link.copied': '복사했습니다',
  'link.notCopied': '브라우저가 복사를 허락하지 않았습니다. 링크를 선택해서 직접 복사하세요.',
  'link.tooLong':
    '이 실행은 링크에 담기에 너무 깁니다({{kilobytes}} kB, 링크는 32 kB까지). 파일로 저장하세요.',
  'link.making': '링크를 만드는 중…',

  'file.save': '파일로 저장',
  'file.saveHint': '링크와 같은 내용이고, 긴 실행도 담습니다.',
  'file.open': '파일 열기…',
  'file.openHint': '.pilothouse.json 파일을 페이지 아무 곳에나 끌어다 놓아도 됩니다.',
  'file.tooLarge': '이 실행은 2 MB가 넘어서 어떤 페이지에서도 열리지 않습니다.',

  'export.svg': '다이어그램 (SVG)',
  'export.svgHint': '슬라이드와 Inkscape용',
  'export.png': '다이어그램 (PNG)',
  'export.pngHint': '두 배 크기',
  'export.story': '이야기 (Markdown)',
  'export.storyHint': '지금까지의 모든 걸음을 글로',
  'export.sequence': '시퀀스 (Mermaid)',
  'export.sequenceHint': '누가 누구에게 무엇을 말했는지',
  'export.manifests': '매니페스트',
  'export.manifestsHint': '편집기의 파일을 zip으로',
  'export.kind': '진짜 클러스터용 폴더',
  'export.kindHint': 'kind 설정, 매니페스트, 스크립트',
  'export.failed': '내보내지 못했습니다: {{message}}',
  'export.done': '{{name}} 파일을 저장했습니다.',

  'opening.title': '실행을 그 위치까지 다시 재생하는 중',
  'opening.what_one': '명령 {{count}}개를 되풀이하고 있습니다. 긴 실행은 시간이 걸립니다.',
  'opening.what_other': '명령 {{count}}개를 되풀이하고 있습니다. 긴 실행은 시간이 걸립니다.',

  'notice.link_one': '링크에서 열었습니다: 명령 {{count}}개, {{time}}. 같은 상태임을 확인했습니다.',
  'notice.link_other':
    '링크에서 열었습니다: 명령 {{count}}개, {{time}}. 같은 상태임을 확인했습니다.',
  'notice.linkUnproved_one': '링크를 처음 위치에서 열었습니다. 명령 {{count}}개가 앞에 있습니다.',
  'notice.linkUnproved_other': '링크를 처음 위치에서 열었습니다. 명령 {{count}}개가 앞에 있습니다.',
  'notice.file_one': '파일에서 열었습니다: 명령 {{count}}개, {{time}}. 같은 상태임을 확인했습니다.',
  'notice.file_other':
    '파일에서 열었습니다: 명령 {{count}}개, {{time}}. 같은 상태임을 확인했습니다.',
  'notice.fileUnproved_one': '파일을 처음 위치에서 열었습니다. 명령 {{count}}개가 앞에 있습니다.',
  'notice.fileUnproved_other': '파일을 처음 위치에서 열었습니다. 명령 {{count}}개가 앞에 있습니다.',
  'notice.differs':
    '실행을 {{time}} 위치에서 열었지만 공유할 때와 상태가 다릅니다 (다른 버전의 Pilothouse가 만들었을 수 있습니다).',
  'notice.crashed': '이 실행은 여기서 되풀이할 수 없습니다: {{message}}',
  'notice.timeout': '실행을 되풀이하는 데 1분이 넘게 걸려서 그만두었습니다.',
  'notice.back': '내 실행으로 돌아가기',

  'broken.not-a-run': 'Pilothouse의 실행이 아닙니다.',
  'broken.truncated': '링크가 잘려서 끝부분이 없습니다. 전체를 다시 복사하세요.',
  'broken.damaged': '링크나 파일이 손상되어 읽을 수 없습니다.',
  'broken.newer':
    '더 새로운 Pilothouse가 만든 실행입니다. 페이지를 다시 불러와 새 버전을 받으세요.',
  'broken.too-large': '남이 만든 실행은 2 MB까지만 엽니다. 이 실행은 더 큽니다.',
  'broken.field': '실행에 잘못된 곳이 있습니다: {{detail}}',

  'embed.open': 'Pilothouse에서 열기',
  'embed.caption': '걸음',
  'embed.beginning': '다음을 눌러 시작하세요.',
  'embed.back': '뒤로',
  'embed.next': '다음',
  'embed.play': '재생',
  'embed.pause': '일시 정지',

  'story.title': 'Pilothouse 실행, 한 걸음씩',
  'story.about_one': '시드 {{seed}}, 워커 노드 {{count}}대, {{time}}까지 (이벤트 {{position}}).',
  'story.about_other': '시드 {{seed}}, 워커 노드 {{count}}대, {{time}}까지 (이벤트 {{position}}).',
  'story.why': '이유',
  'story.none': '아직 아무 일도 없었습니다.',
  'story.commands': '명령',

  'sequence.title': 'Pilothouse 실행, {{time}}까지',
  'sequence.shortened': '줄였습니다: 메시지 {{all}}개 가운데 최근 {{shown}}개.',
  'sequence.none': '아직 메시지가 없습니다.',
}
