internal import Glibc

/// e to a power.
func exponential(_ x: Float) -> Float { expf(x) }

/// The natural logarithm.
func logarithm(_ x: Float) -> Float { logf(x) }
