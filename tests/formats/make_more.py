"""Makes the rest of the PDF, Word and OpenDocument files here: python tests/formats/make_more.py."""

from __future__ import annotations

import zipfile

from docx import Document
from fpdf import FPDF
from make import FOLDER, MADE

COLUMNS = (
    """
    In the autumn of 2019 a letter came to every house in the village of Halm. It said that forty
    turbines would be built off the coast.

    "Nobody asked us," said Ove Berg, who has fished there since he was a boy. "They sent a letter. That
    was all they did."

    STOCKS

    The company, Havkraft, says that it held three meetings. Its director, Signe Holm, told me that she
    had drunk coffee with half of the village.
    """,
    """
    "I know every kitchen in Halm," she said. "I know who takes sugar."

    STOCKS

    The ministry gave its permission in March of the next year. The village went to court and lost. It
    went to a higher court and lost again, and by then the first of the masts stood in the water.
    """,
    """
    STOCKS

    Berg has sold his boat. He told me that he had thrown the keys into the harbour, although his wife
    says that he gave them to a nephew.

    What the turbines give

    The forty turbines give power for sixty thousand houses. None of them is in Halm.
    """,
    """
    "We pay the same for our light as anybody else," said the mayor, Karin Dahl. She wants a share of the
    profit for the village.

    STOCKS

    The company says that it will think about it.
    """,
)
STOCKS = """
    The sea there is shallow and full of sand, and the fishermen say that the plaice have moved to deeper
    water. Nobody has counted them since the work began, although the company promised that it would.
"""
HEADS = (("Vol. 12, No. 3", "NORTH SEA QUARTERLY"), ("PETRA LINDQVIST", "46"))


class Magazine(FPDF):
    """Pages with a running head that changes from side to side."""

    def header(self) -> None:
        self.set_font("Times", "I", 8)
        self.set_y(8)
        left, right = (
            ("PETRA LINDQVIST", "46")
            if self.page_no() % 2 == 0
            else ("Vol. 12, No. 3", "NORTH SEA QUARTERLY")
        )
        self.cell(95, 5, left)
        self.cell(95, 5, right, align="R")
        self.ln(10)

    def footer(self) -> None:
        self.set_y(-12)
        self.set_font("Times", size=8)
        self.cell(0, 5, "Summer 2021   |   northsea.example", align="C")


def column(pdf: FPDF, x: float, y: float, words: str) -> None:
    pdf.set_y(y)
    for each in words.replace("STOCKS", STOCKS.strip()).split("\n\n"):
        pdf.set_x(x)
        pdf.set_font("Times", size=10.5)
        pdf.multi_cell(90, 5, " ".join(each.split()), align="J", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(1.5)


def quarterly() -> None:
    """Two pages of two columns under a headline that stands over both."""
    pdf = Magazine(format="A4")
    pdf.set_creation_date(MADE)
    pdf.set_auto_page_break(False)
    pdf.add_page()
    pdf.set_font("Times", "B", 22)
    pdf.multi_cell(0, 10, "The Wind That Nobody Wanted", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Times", "I", 12)
    pdf.multi_cell(0, 6, "Petra Lindqvist", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(4)
    top = pdf.get_y()
    for number, words in enumerate(COLUMNS):
        if number == 2:
            pdf.add_page()
        top = pdf.get_y() if number % 2 == 0 else top
        column(pdf, 10 + 98 * (number % 2), top, words)
    pdf.output(str(FOLDER / "quarterly.pdf"))


class Court(FPDF):
    """Pages of a court reporter."""

    def header(self) -> None:
        self.set_font("Courier", size=10)
        self.set_y(10)
        self.cell(0, 5, f"Page {self.page_no() + 11}", align="R")
        self.ln(8)

    def footer(self) -> None:
        self.set_y(-14)
        self.set_font("Courier", size=8)
        self.cell(0, 5, "Lake City Reporting Services  555-0100", align="C")


FIRST = """\
          HAROLD PINE,
having been first duly sworn, was examined and
testified as follows:
                 EXAMINATION
BY MS. ACKERMAN:
     Q.   Please state your name for the record.
     A.   Harold Pine.
     Q.   Mr. Pine, where did you work in the
spring of 2017?
     A.   At the plant in Dover.  I was the
foreman of the night shift.
     Q.   And did you see the valve?
          MR. TORRES:  Objection.  Form.
          THE WITNESS:  I saw it every night.
BY MS. ACKERMAN:
     Q.   What did it look like?
     A.   It was rusted through.  I told the
manager that it would burst before the summer,
and he said that there was no
money for
another one.
     Q.   Did you write that down?
     A.   No.  I wish I had.
     Q.   Why didn't you?
     A.   Nobody wrote anything"""
SECOND = """\
down in that place.
     Q.   Let me show you Exhibit 4.
          (Exhibit 4 was marked.)
          MR. TORRES:  I have not seen this.
          MS. ACKERMAN:  It was produced in May.
BY MS. ACKERMAN:
     Q.   Is that your signature?
     A.   It is."""


def deposition() -> None:
    """A deposition with a number before every line, far from the line."""
    pdf = Court(format="letter")
    pdf.set_creation_date(MADE)
    pdf.set_auto_page_break(False)
    for page in (FIRST, SECOND):
        pdf.add_page()
        for number, line in enumerate(page.splitlines(), 1):
            pdf.set_font("Courier", size=11)
            pdf.cell(12, 8, f"{number:>2}")
            shown = line.replace(" ", "\u00a0") if line.startswith(" ") else line
            pdf.cell(0, 8, shown, new_x="LMARGIN", new_y="NEXT")
    pdf.output(str(FOLDER / "deposition.pdf"))


TALK = (
    ("LO", "Could you tell me when you started on the railways?"),
    ("WB", "In 1951. I was fifteen, and I swept the engine shed. [laughs] That was all I did for a year."),
    ("LO", "And after that?"),
    ("WB", "After that I was a fireman. It was hot work."),
    ("", "But I would not have changed it for anything."),
    ("LO", "Were there strikes?"),
    ("WB", "There was one in 1955. The company said it would sack us all. It never did."),
)
ABOVE = (
    "Interviewee: Walter Brandt (WB)",
    "Interviewer: Leila Osman (LO)",
    "Date of interview: 17 October 2019",
    "Place: Brandt’s home, Ostwick",
    "Transcribed by: K. Moore",
)
TITLE = "Oral History of the Northern Railways"


def oral_history() -> None:
    """An interview whose labels are initials in bold letters with a tab behind them."""
    word = Document()
    word.core_properties.created = word.core_properties.modified = MADE
    word.core_properties.author = "python-docx"
    word.add_heading(TITLE, 0)
    for line in ABOVE:
        word.add_paragraph(line)
    word.add_paragraph("")
    for who, said in TALK:
        paragraph = word.add_paragraph()
        if who:
            paragraph.add_run(who).bold = True
        paragraph.add_run(f"\t{said}" if who else said)
    word.add_paragraph("END OF RECORDING")
    word.save(str(FOLDER / "oral_history.docx"))


SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in (("office", "office"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"))
)
OPENDOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content {spaces}>
<office:automatic-styles><style:style style:name="T1" style:family="text">
<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>
<office:body><office:text>
<text:tracked-changes><text:p>Nobody reads this.</text:p></text:tracked-changes>
<text:h text:outline-level="1">{title}</text:h>
{paragraphs}
<text:p>END OF RECORDING
<text:note><text:note-body><text:p>At noon.</text:p></text:note-body></text:note></text:p>
</office:text></office:body></office:document-content>
"""


def memoir() -> None:
    """The same interview as an OpenDocument text, with a note and a deleted paragraph."""
    bold = '<text:span text:style-name="T1">{}</text:span><text:tab/>'
    lines = [*ABOVE, *(f"{bold.format(who) if who else ''}{said}" for who, said in TALK)]
    paragraphs = "\n".join(f"<text:p>{line}</text:p>" for line in lines)
    content = OPENDOCUMENT.format(spaces=SPACES, title=TITLE, paragraphs=paragraphs)
    with zipfile.ZipFile(FOLDER / "memoir.odt", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
        packed.writestr(zipfile.ZipInfo("content.xml"), content)


if __name__ == "__main__":
    quarterly()
    deposition()
    oral_history()
    memoir()
