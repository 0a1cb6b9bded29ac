r"""The LaTeX commands that are read here, and the signs they stand for."""

from typing import Literal

from gongwu.studio.document.formula.tree import Leaf, Mark

_VARIABLES = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "ell": "ℓ",
}  # fmt: skip
_UPRIGHT = {
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
    "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
_ORDINARY = {
    "infty": "∞", "%": "%", "$": "$", "#": "#", "&": "&", "_": "_", "angle": "∠",
    "triangle": "△", "degree": "°", "prime": "′", "ldots": "…", "dots": "…", "cdots": "⋯",
    "forall": "∀", "exists": "∃", "neg": "¬", "lnot": "¬", "emptyset": "∅", "varnothing": "∅",
    "vert": "|", "Vert": "‖", "partial": "∂", "nabla": "∇", "therefore": "∴",
    "because": "∵", "square": "□",
}  # fmt: skip
_BINARY = {
    "times": "×", "cdot": "⋅", "div": "÷", "pm": "±", "mp": "∓", "cup": "∪", "cap": "∩",
    "land": "∧", "wedge": "∧", "lor": "∨", "vee": "∨", "circ": "∘", "setminus": "∖",
    "oplus": "⊕", "ast": "∗",
}  # fmt: skip
_RELATIONS = {
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "lt": "<", "gt": ">",
    "approx": "≈", "equiv": "≡", "sim": "∼", "cong": "≅", "propto": "∝", "ll": "≪", "gg": "≫",
    "in": "∈", "notin": "∉", "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "mid": "∣",
    "parallel": "∥", "perp": "⊥", "to": "→", "rightarrow": "→", "leftarrow": "←",
    "Rightarrow": "⇒", "Leftarrow": "⇐", "implies": "⟹", "leftrightarrow": "↔",
    "Leftrightarrow": "⇔", "iff": "⟺", "mapsto": "↦", "uparrow": "↑", "downarrow": "↓",
    "rightleftharpoons": "⇌", "colon": ":",
}  # fmt: skip
_OPEN = {"{": "{", "lvert": "|", "lVert": "‖", "langle": "⟨", "lfloor": "⌊", "lceil": "⌈",
         "lbrace": "{", "lbrack": "["}  # fmt: skip
_CLOSE = {"}": "}", "rvert": "|", "rVert": "‖", "rangle": "⟩", "rfloor": "⌋", "rceil": "⌉",
          "rbrace": "}", "rbrack": "]"}  # fmt: skip
PAIRS = {"lvert": "rvert", "lVert": "rVert", "lfloor": "rfloor", "lceil": "rceil"}
_FUNCTIONS = (
    "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh",
    "ln", "log", "lg", "exp", "deg", "det", "dim", "arg",
)  # fmt: skip
_LIMITS = ("lim", "max", "min", "sup", "inf", "gcd", "lcm")

LEAVES: dict[str, Leaf] = (
    {name: Leaf("variable", sign) for name, sign in _VARIABLES.items()}
    | {name: Leaf("word", sign) for name, sign in _UPRIGHT.items()}
    | {name: Leaf("ordinary", sign) for name, sign in _ORDINARY.items()}
    | {name: Leaf("binary", sign) for name, sign in _BINARY.items()}
    | {name: Leaf("relation", sign) for name, sign in _RELATIONS.items()}
    | {name: Leaf("open", sign) for name, sign in _OPEN.items()}
    | {name: Leaf("close", sign) for name, sign in _CLOSE.items()}
    | {name: Leaf("function", name) for name in _FUNCTIONS}
    | {name: Leaf("limit", name) for name in _LIMITS}
    | {"sum": Leaf("large", "∑"), "prod": Leaf("large", "∏"), "int": Leaf("integral", "∫")}
)

# Signs that are typed as they are.
SIGNS: dict[str, Leaf] = (
    {sign: Leaf("binary", sign) for sign in "+×⋅·÷±∪∩∧∨"}
    | {"-": Leaf("binary", "−"), "−": Leaf("binary", "−"), "*": Leaf("binary", "∗")}
    | {sign: Leaf("relation", sign) for sign in "=<>≤≥≠≈≡→⇒⇔⇌∈:"}
    | {sign: Leaf("open", sign) for sign in "(["}
    | {sign: Leaf("close", sign) for sign in ")]"}
    | {sign: Leaf("comma", sign) for sign in ",;，；、"}
    | {sign: Leaf("ordinary", sign) for sign in '!|/.?°%√∞∠△…′@"`~#'}
)

GAPS: dict[str, int] = {
    ",": 3, ":": 4, ";": 5, " ": 6, "quad": 18, "qquad": 36, "!": 0, "thinspace": 3,
}  # fmt: skip

ACCENTS: dict[str, Mark] = {
    "bar": "bar", "overline": "bar", "hat": "hat", "widehat": "hat", "vec": "vec",
    "overrightarrow": "vec", "dot": "dot", "tilde": "tilde",
}  # fmt: skip

Style = Literal["word", "bold"]
STYLES: dict[str, Style] = {
    "mathrm": "word", "mathsf": "word", "mathbf": "bold", "boldsymbol": "bold", "bm": "bold",
}  # fmt: skip

NUMBER_SETS = {"N": "ℕ", "Z": "ℤ", "Q": "ℚ", "R": "ℝ", "C": "ℂ"}

GRIDS: dict[str, tuple[str, str]] = {
    "matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "vmatrix": ("|", "|"),
    "cases": ("{", ""), "aligned": ("", ""),
}  # fmt: skip

# How large a sign or a fraction is set is the writer's choice.
IGNORED = frozenset({"displaystyle", "textstyle", "limits", "nolimits", "big", "Big", "bigl",
                     "bigr", "Bigl", "Bigr"})  # fmt: skip
