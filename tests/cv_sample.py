"""A made-up CV: every kind of section, and a page with 24 publications typed as Markdown."""

DATA = '''
[titles]
outreach = "Outreach & press"

[[education]]
what = "Ph.D. in Computer Science"
where = "Northern University, Tromsø"
url = "https://north.example.edu"
from = "2021-09"
text = "Advisor: [Mei Tanaka](https://tanaka.example.org). Thesis: *Caches that learn -- and forget*."
logo = "images/north.png"

[[education]]
what = "B.Eng. in Computer Science"
where = "Tongji University (同济大学)"
from = "2017-09"
until = "2021-06"
text = "GPA 3.9 of 4, first of 214."

[[positions]]
what = "Research intern"
where = "Example Labs, New York"
from = "2024-05"
until = "2024-09"
text = """
- Built a scheduler that halves tail latency for 3,000 machines
- Mentored two interns; results in a paper at OSDI
"""

[[positions]]
what = "Teaching fellow"
where = "Northern University"
from = 2022
until = 2023
short = false

[[awards]]
what = "Best paper award"
where = "Symposium on Systems"
when = 2024

[[awards]]
what = "Doctoral fellowship"
where = "Nordic Council"
from = 2021
until = "now"

[[teaching]]
what = "Distributed systems: a course whose title is so long that it hardly fits on a single line of the page"
where = "Teaching assistant, with 120 students"
when = "2022-02"

[[service]]
what = "Reviewer"
where = "OSDI 2024, EuroSys 2023--2025, NeurIPS 2024"

[[talks]]
what = "Serving <small> models & large"
where = "Systems seminar, Oslo"
when = "2024-11-05"

[[outreach]]
what = "Girls' day at the institute"
when = 2023

[[languages]]
what = "Norwegian"
text = "native"

[[languages]]
what = "English"
text = "fluent (C2)"

[[skills]]
what = "Programming"
text = "Python, C++, Rust, Go, SQL"
'''

PUBLICATION = """
**Caches for Data Centers of {number} Kinds**

Mei Tanaka, <u>Ann Lee</u>, Jun Park, Ola Nordmann

OSDI {year} [:academicons-arxiv: arXiv](https://arxiv.org/abs/2401.{number:05})
[:fontawesome-brands-github: Code](https://code.example/{number})
"""

PAGE = f"""# Ann Lee

Department of Computer Science, Northern University, 9037 Tromsø, Norway

[:fontawesome-solid-envelope: ann@north.example.edu](mailto:ann@north.example.edu)
[:fontawesome-brands-github:](https://github.com/annlee)
[Home](index.md) [Papers](#publications)

/// cv
    section: education, positions, awards
///

## Publications
{"".join(PUBLICATION.format(number=number, year=2025 - number // 5) for number in range(1, 25))}

/// cv
    section: [teaching, service, talks, outreach, languages, skills]
///
"""
