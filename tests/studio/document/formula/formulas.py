"""Formulas for the tests: one for each thing the reader knows, with its form in plain signs."""

from hypothesis import strategies as st

PLAIN = {
    r"x^{2} - 5x + 6 = 0": "x² − 5x + 6 = 0",
    r"-\frac{3}{4}": "−3/4",
    r"2\frac{3}{4}": "2 3/4",
    r"\frac{1}{2}x + \frac{x + 1}{x - 2}": "(1/2)x + (x + 1)/(x − 2)",
    r"\frac{\frac{1}{2}}{3}": "(1/2)/3",
    r"\frac12": "1/2",
    r"\sqrt{2} + \sqrt[3]{x+1} - \sqrt[5]{x}": "√2 + ∛(x + 1) − ⁵√x",
    r"x_{1},\ -3": "x₁, −3",
    r"(-\infty, -3] \cup (5, \infty)": "(−∞, −3] ∪ (5, ∞)",
    r"\lvert x - 3 \rvert \le 2": "|x − 3| ≤ 2",
    r"50\% \times 30 \div 2 \ne 3": "50% × 30 ÷ 2 ≠ 3",
    r"2\sin x + \sin(x) - \ln(2)": "2 sin x + sin(x) − ln(2)",
    r"\log_{2}(8) = e^{x+1}": "log₂(8) = eˣ⁺¹",
    r"f'(x) = \lim_{x \to 0} \frac{\sin x}{x}": "f′(x) = lim_(x → 0) (sin x)/x",
    r"\int_0^1 x^2 \, dx": "∫₀¹ x² dx",
    r"\sum_{k=1}^{n} k": "∑_(k = 1)^n k",
    r"\begin{pmatrix} 1 & -2 \\ 3 & 4 \end{pmatrix}": "(1 −2; 3 4)",
    r"\begin{cases} x + y = 1 \\ x - y = 2 \end{cases}": "{ x + y = 1; x − y = 2",
    r"\left( \frac{a}{b} \right)^2": "(a/b)²",
    r"\angle ABC = 90^\circ": "∠ABC = 90°",
    r"p \land \neg q \lor r \rightarrow s": "p ∧ ¬q ∨ r → s",
    r"\bar{x} \approx \hat{y} \pm 3 \ldots": "x̅ ≈ ŷ ± 3…",
    r"\mathrm{H_2O} + \text{ 水 if } v_{末}": "H₂O + 水 if v_末",
    r"1{,}000 - 2": "1,000 − 2",
    r"2^{n+1} \cdot 10^{-3}\ \mathrm{m/s^2}": "2ⁿ⁺¹ ⋅ 10⁻³ m/s²",
    r"\overline{AB} \parallel CD": "A̅B̅ ∥ CD",
    r"3:4 = x:8": "3 : 4 = x : 8",
    r"\{1, 2\} \subseteq \mathbb{N}": "{1, 2} ⊆ ℕ",
    r"\alpha \beta \theta \Delta \pi \exp \cos \tan": "αβθΔπ exp cos tan",
    r"x^{y^{z}} = x_{i}^{2}": "x^(y^z) = xᵢ²",
    r"x^{ab+1.5}": "x^(ab + 1.5)",
    r"3 < x \le 5 \land x \geq 2 \neq 1": "3 < x ≤ 5 ∧ x ≥ 2 ≠ 1",
    r"n! = 5!": "n! = 5!",
}

WRONG = (
    r"\frac{1}", r"\frac", "{x", "x}", r"\foo{x}", "x^", "x^2^3", "x__1", r"\left( x", r"\right)",
    r"\begin{pmatrix} 1", r"\begin{tabular} 1 \end{tabular}", r"\begin{cases} 1 \end{pmatrix}",
    r"\text{a", r"\sqrt[3", "^{", "&", "\\",
    "{" * 100 + "}" * 100,
)  # fmt: skip

_leaves = st.sampled_from(
    ["x", "12", "3.5", r"\pi", r"\infty", "a", r"\mathrm{kg}", r"\text{若}", r"\alpha", "末"]
)


def _wider(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds(r"\frac{{{}}}{{{}}}".format, inner, inner),
        st.builds(r"\sqrt{{{}}}".format, inner),
        st.builds("{{{}}}^{{{}}}".format, inner, inner),
        st.builds("{{{}}}_{{{}}}".format, inner, inner),
        st.builds("{} {} {}".format, inner, st.sampled_from(
            ["+", "-", "=", r"\le", r"\times", ",", r"\to", r"\cdot"]), inner),
        st.builds(r"\left({} \right]".format, inner),
        st.builds(r"\begin{{pmatrix}}{} & {} \\ {}\end{{pmatrix}}".format, inner, inner, inner),
        st.builds(r"\sum_{{{}}}^{{{}}} {}".format, inner, inner, inner),
        st.builds(r"\bar{{{}}} \sin {}".format, inner, inner),
    )  # fmt: skip


# Any formula that can be read.
formulas = st.recursive(_leaves, _wider, max_leaves=8)
