"""Makes the PDF and Word documents beside it; run it after a change: python tests/formats/make.py."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from docx import Document
from fpdf import FPDF

FOLDER = Path(__file__).parent
MADE = dt.datetime(2024, 5, 6, tzinfo=dt.UTC)


class Page(FPDF):
    """Pages with a running header and a number at the foot."""

    header_words = ""

    def header(self) -> None:
        if self.header_words:
            self.set_font("Times", size=8)
            self.cell(0, 5, self.header_words, align="C", new_x="LMARGIN", new_y="NEXT")
            self.ln(6)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Times", size=8)
        self.cell(0, 5, f"Page {self.page_no()} of {{nb}}", align="C")


def paragraph(pdf: FPDF, words: str, style: str = "", size: float = 11) -> None:
    pdf.set_font("Times", style=style, size=size)
    pdf.multi_cell(0, size * 0.5, words, align="J", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(2.5)


def report() -> None:
    """A report of two pages: headings, a hyphen at a line's end, a sentence over the page's end."""
    pdf = Page(format="A5")
    pdf.header_words = "Institute of the Sea - Report on the northern stocks"
    pdf.set_creation_date(MADE)
    pdf.set_title("Microsoft Word - report_final.docx")
    pdf.set_author("Jane Doe")
    pdf.add_page()
    paragraph(pdf, "The State of the Northern Stocks", "B", 18)
    paragraph(pdf, "By Jane Doe", "I")
    paragraph(pdf, "6 May 2024", "I")
    paragraph(pdf, "Summary", "B", 13)
    paragraph(
        pdf,
        "The stock of cod has shrunk for ten years. The institute said that it would take at least five "
        "years without fishing to bring it back, and that a long-term plan was needed.",
    )
    pdf.set_font("Times", size=11)
    for line in (
        "The minister, Ana Silva, told the institute that the govern-",
        "ment would follow its advice. She called the decline a catas-",
        "trophe for the towns of the north.",
    ):
        pdf.cell(0, 5.5, line, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(2.5)
    paragraph(pdf, "What the towns say", "B", 13)
    for _ in range(4):
        paragraph(
            pdf,
            "The mayor of Northport, John Reed, said that nobody had asked the towns. He said that the boats "
            "were paid for with loans that run for twenty years, and that the banks would not wait.",
        )
    paragraph(
        pdf,
        "The owners of the boats met in the old market hall in the last week of April and agreed on a letter "
        "to the minister, in which they wrote that the quota would be the end of the harbour, that the young "
        "would leave for the south as they did in the years of the war, and that the school, which has only "
        "nineteen children, would have to close before the next winter comes.",
    )
    paragraph(pdf, "The institute will count the fish again in the spring.")
    pdf.output(str(FOLDER / "report.pdf"))


def columns() -> None:
    """A page of a newspaper: a headline over two columns."""
    pdf = FPDF(format="A4")
    pdf.set_creation_date(MADE)
    pdf.add_page()
    paragraph(pdf, "Lighthouse to Be Sold", "B", 24)
    paragraph(pdf, "By Tom Brown", "I")
    left = (
        "The lighthouse of Northport will be sold to the highest bidder, the mayor said on Tuesday.",
        (
            '"Nobody needs it any more," said the mayor, John Reed. He added that the money would mend the '
            "quay, which has been closed to heavy lorries since a part of it fell into the harbour two "
            "winters ago."
        ),
        (
            "The council voted for the sale by seven to four. The four who voted against it all come from "
            "the old town, where the light can be seen from every window and is thought of as"
        ),
    )
    right = (
        "something that belongs to everybody and to nobody.",
        "The last keeper, Ana Silva, disagreed with the mayor.",
        '"A harbour without a light is no harbour," she said. Silva kept the light for thirty years.',
        (
            "A firm from the south has offered to make the tower an hotel with nine rooms. Its director said "
            "that the light would be lit again on feast days."
        ),
    )
    top = pdf.get_y()
    for x, words in ((10, left), (110, right)):
        pdf.set_y(top)
        for each in words:
            pdf.set_x(x)
            pdf.set_font("Times", size=11)
            pdf.multi_cell(88, 5.5, each, align="J", new_x="LMARGIN", new_y="NEXT")
            pdf.ln(3)
    pdf.output(str(FOLDER / "columns.pdf"))


def hearing() -> None:
    """A transcript with labels in capitals, over two pages."""
    pdf = Page(format="A5")
    pdf.header_words = "Hearing of the committee on fisheries"
    pdf.set_creation_date(MADE)
    pdf.add_page()
    paragraph(pdf, "Hearing on the cod quota", "B", 16)
    paragraph(pdf, "The committee met at 10 a.m. in the town hall of Northport.")
    for _ in range(4):
        paragraph(pdf, "CHAIRMAN BROWN: The committee will come to order. Ms. Silva, you have the floor.")
        paragraph(
            pdf,
            "MS. SILVA: Thank you, Mr. Chairman. The stock of cod has shrunk for ten years, and we have to "
            "act. I have brought the figures of the institute, which show that the boats catch less every "
            "year.",
        )
        paragraph(pdf, "Nobody can say that we did not know.")
    paragraph(pdf, "CHAIRMAN BROWN: The committee is adjourned.")
    pdf.output(str(FOLDER / "hearing.pdf"))


def picture() -> None:
    """A page without any text."""
    pdf = FPDF(format="A5")
    pdf.set_creation_date(MADE)
    pdf.add_page()
    pdf.rect(20, 20, 60, 60, style="F")
    pdf.output(str(FOLDER / "refused_picture.pdf"))


def locked() -> None:
    """A page that a password is needed for."""
    pdf = FPDF(format="A5")
    pdf.set_creation_date(MADE)
    pdf.set_encryption(owner_password="owner", user_password="user")
    pdf.add_page()
    paragraph(pdf, "Nobody reads this.")
    pdf.output(str(FOLDER / "refused_locked.pdf"))


def speech() -> None:
    """A Word document with a title, headings, a list, a quotation and a table of figures."""
    word = Document()
    word.core_properties.author = "Jane Doe"
    word.core_properties.title = "Word Document"
    word.core_properties.created = word.core_properties.modified = MADE.replace(tzinfo=None)
    word.add_heading("The sea and the town", level=0)
    word.add_paragraph("By Jane Doe, 6 May 2024")
    word.add_heading("What has changed", level=1)
    word.add_paragraph("The minister said that the quota for cod would fall by a tenth next year.")
    word.add_paragraph("The boats will be paid for the days at the quay.", style="List Bullet")
    word.add_paragraph("The loans will be put off for two years.", style="List Bullet")
    word.add_paragraph("In a letter to the minister the owners wrote:")
    word.add_paragraph("We have waited for ten years.", style="Quote")
    table = word.add_table(rows=2, cols=2)
    for cell, words in zip(table.rows[0].cells, ("Year", "Tonnes"), strict=True):
        cell.text = words
    for cell, words in zip(table.rows[1].cells, ("2023", "31,000"), strict=True):
        cell.text = words
    word.add_heading("What comes next", level=1)
    word.add_paragraph("The minister will meet the owners on Friday, a spokesman said.")
    word.save(str(FOLDER / "speech.docx"))


def interview() -> None:
    """A Word document of an interview: labels in bold letters, an answer of two paragraphs."""
    word = Document()
    word.core_properties.created = word.core_properties.modified = MADE.replace(tzinfo=None)
    word.add_heading("Interview with Ana Silva", level=1)
    for name, said in (
        ("Jane Doe", "Why did you cut the quota?"),
        ("Ana Silva", "Because the sea is empty."),
        ("", "There is nothing left to catch."),
        ("Jane Doe", "What do the owners say?"),
        ("Ana Silva", "They say it is the seals."),
    ):
        line = word.add_paragraph()
        if name:
            line.add_run(f"{name}: ").bold = True
        line.add_run(said)
    word.save(str(FOLDER / "interview.docx"))


if __name__ == "__main__":
    for make in (report, columns, hearing, picture, locked, speech, interview):
        make()
