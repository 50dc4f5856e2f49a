"""Weighted minimax (Remez) coefficients of VectorMath's polynomials. Needs mpmath: python3 coefficients.py"""
from mpmath import mp, mpf, lu_solve, matrix, cos, pi, exp, expm1, log, log1p, erf, erfc, sqrt, floor, frexp, ldexp, inf
mp.dps = 60

def round_to(x, bits):
    if x == 0: return mpf(0)
    m, e = frexp(x)
    s = ldexp(m, bits)
    n = floor(s + mpf(1) / 2)
    return ldexp(n, e - bits)

def remez(xs, gs, ws, powers, iterations=60):
    """min over c of max |w (g - sum c_j x^p_j)| on the grid; returns (c, error)."""
    n = len(powers); N = len(xs)
    ref = [int((N - 1) * (1 - cos(pi * i / n)) / 2) for i in range(n + 1)]
    for i in range(1, n + 1):
        if ref[i] <= ref[i - 1]: ref[i] = ref[i - 1] + 1
    pows = [[x ** p for p in powers] for x in xs]
    best = None
    for _ in range(iterations):
        A = matrix(n + 1, n + 1); b = matrix(n + 1, 1)
        for r, i in enumerate(ref):
            for j in range(n): A[r, j] = ws[i] * pows[i][j]
            A[r, n] = mpf(-1) ** r
            b[r] = ws[i] * gs[i]
        sol = lu_solve(A, b)
        c = [sol[j] for j in range(n)]
        err = [ws[i] * (gs[i] - sum(cj * pj for cj, pj in zip(c, pows[i]))) for i in range(N)]
        worst = max(abs(e) for e in err)
        if best is None or worst < best[1]: best = (c, worst)
        if worst <= abs(sol[n]) * mpf('1.0005'): break
        # alternating extrema
        groups = []; 
        for i, e in enumerate(err):
            if groups and (e >= 0) == (err[groups[-1]] >= 0):
                if abs(e) > abs(err[groups[-1]]): groups[-1] = i
            else: groups.append(i)
        while len(groups) > n + 1:
            if len(groups) == n + 2:
                groups.pop(0 if abs(err[groups[0]]) < abs(err[groups[-1]]) else -1)
            else:
                k = min(range(len(groups)), key=lambda q: abs(err[groups[q]]))
                if k in (0, len(groups) - 1): groups.pop(k)
                else:
                    groups.pop(k); 
                    kk = k if k < len(groups) else k - 1
                    lo, hi = kk - 1, kk
                    groups.pop(lo if abs(err[groups[lo]]) < abs(err[groups[hi]]) else hi)
        if len(groups) < n + 1:  # exchange the single worst point instead
            k = max(range(N), key=lambda i: abs(err[i]))
            s = err[k] >= 0
            below = [q for q in range(n + 1) if ref[q] <= k]
            q = below[-1] if below else -1
            if q == -1:
                groups = [k] + (ref[1:] if (err[ref[0]] >= 0) == s else ref[:-1])
            elif (err[ref[q]] >= 0) == s: groups = ref[:q] + [k] + ref[q + 1:]
            elif q == n: groups = ref[1:] + [k]
            else: groups = ref[:q + 1] + [k] + ref[q + 2:]
            if groups == ref: break
        ref = groups
    return best

def fit(name, g, w, lo, hi, powers, bits, points=600, fixed=None):
    """Fits, rounding coefficient after coefficient (lowest first), refitting the rest."""
    lo, hi = mpf(lo), mpf(hi)
    xs = [lo + (hi - lo) * (1 - cos(pi * i / points)) / 2 for i in range(points + 1)]
    xs = [x for x in xs if abs(x) > mpf(10) ** -9]
    gs = [g(x) for x in xs]; ws = [w(x) for x in xs]
    done = dict(fixed or {})
    free = [p for p in powers if p not in done]
    ideal = None
    while free:
        p0 = free[0]  # dividing by x^p0 keeps alternation valid on intervals around 0
        res = [(gv - sum(c * x ** p for p, c in done.items())) / x ** p0 for gv, x in zip(gs, xs)]
        c, e = remez(xs, res, [w_ * abs(x) ** p0 for w_, x in zip(ws, xs)], [p - p0 for p in free])
        if ideal is None: ideal = e
        done[free[0]] = round_to(c[0], bits)
        free = free[1:]
    final = max(abs(wv * (gv - sum(c * x ** p for p, c in done.items()))) for gv, wv, x in zip(gs, ws, xs))
    print(f"// {name}: ideal 2^{mp.nstr(log(ideal, 2), 5)}, rounded 2^{mp.nstr(log(final, 2), 5)}")
    for p in powers:
        print(f"    x^{p}: {mp.nstr(done[p], 9 if bits == 24 else 17, strip_zeros=False)}{'f' if bits==24 else ''}")
    return done

h = log(2) / 2 * mpf('1.0001')
import sys
which = sys.argv[1:] 
def want(n): return not which or n in which

if want('expf'): fit('exp float', lambda r: (exp(r) - 1 - r) / r**2, lambda r: r**2 / exp(r), -h, h, range(5), 24)
if want('expm1f'): fit('expm1 float', lambda r: (expm1(r) - r) / r**2, lambda r: r**2 / abs(expm1(r)), -h, h, range(6), 24)
if want('expd'): fit('exp double', lambda r: (exp(r) - 1 - r) / r**2, lambda r: r**2 / exp(r), -h, h, range(10), 53)
if want('expm1d'): fit('expm1 double', lambda r: (expm1(r) - r) / r**2, lambda r: r**2 / abs(expm1(r)), -h, h, range(11), 53)
a, b = sqrt(mpf(1)/2) - 1, sqrt(mpf(2)) - 1
if want('logf'):
    for d in (9,): fit(f'log float {d}', lambda f: (log1p(f) - f) / f**2, lambda f: f**2 / abs(log1p(f)), a, b, range(d), 24, fixed={0: mpf(-1)/2})
if want('log1pf'): fit('log1p float, from 0 to 1', lambda z: (log1p(z) - z) / z**2, lambda z: z**2 / log1p(z), mpf(10)**-9, 1, range(9), 24, points=400)
if want('logd'):
    # log(1+f) = 2s + s R(s^2), s = f/(2+f)
    sm = (b / (2 + b))**2
    def g(z):
        s = sqrt(z); return (log((1 + s) / (1 - s)) - 2 * s) / s / z
    fit('log double', g, lambda z: z / 2, mpf(10)**-12, sm * mpf('1.0001'), range(7), 53)
if want('erff'):
    T = mpf('0.9')
    sq = lambda z: sqrt(z)
    fit('erf float small', lambda z: erf(sqrt(z)) / sqrt(z) - 1, lambda z: sqrt(z) / erf(sqrt(z)), mpf(10)**-12, T**2, range(6), 24)
    for d in (7,): fit(f'erf float large {d}', lambda t: -log(erfc(t)) / t - 1, lambda t: t * erfc(t) , T, mpf('4'), range(d), 24)
if want('erfd'):
    T = mpf(1)
    for d in (12,): fit(f'erf double small {d}', lambda z: erf(sqrt(z)) / sqrt(z) - 1, lambda z: sqrt(z) / erf(sqrt(z)), mpf(10)**-12, T**2, range(d), 53)
    for d in (17, 18): fit(f'erf double large {d}', lambda t: -log(erfc(t)) / t - 1, lambda t: t * erfc(t), T, mpf('6'), range(d), 53)
