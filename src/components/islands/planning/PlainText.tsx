import { splitControls } from '../../../lib/control-characters.ts'

/** A stranger's name, with a mark for each character that would not be seen. */
export function PlainText({ text }: { text: string }) {
  return (
    <bdi>
      {splitControls(text).map((piece, index) =>
        piece.name === null ? (
          piece.text
        ) : (
          <span key={index} class="control" data-name={piece.name} title={`Control character ${piece.name}`}>
            {piece.text}
          </span>
        ),
      )}
    </bdi>
  )
}
