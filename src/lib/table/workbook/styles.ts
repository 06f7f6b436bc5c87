/** The few looks that cells of a workbook have. */

const XF = {
  general: '<xf/>',
  heading: '<xf fontId="1" fillId="2" borderId="1" applyFont="1" applyFill="1" applyBorder="1"/>',
  // 49 is Excel's own "@": a text stays one when somebody edits it.
  text: '<xf numFmtId="49" applyNumberFormat="1"/>',
  whole: '<xf numFmtId="3" applyNumberFormat="1"/>',
  tenths: '<xf numFmtId="164" applyNumberFormat="1"/>',
  hundredths: '<xf numFmtId="4" applyNumberFormat="1"/>',
  ratio: '<xf numFmtId="165" applyNumberFormat="1"/>',
  time: '<xf numFmtId="166" applyNumberFormat="1"/>',
}

export type Style = keyof typeof XF

const names = Object.keys(XF) as Style[]

/** What a cell's `s` is for each look. */
export const STYLES = Object.fromEntries(names.map((name, index) => [name, index])) as Record<Style, number>

export const STYLES_XML = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="3"><numFmt numFmtId="164" formatCode="#,##0.0"/><numFmt numFmtId="165" formatCode="&quot;1:&quot;General"/><numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE9EDF2"/><bgColor indexed="64"/></patternFill></fill></fills>
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF8A94A3"/></bottom><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="${names.length}">${names.map((name) => XF[name]).join('')}</cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>`
