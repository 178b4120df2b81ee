"""What every XML format needs: safe reading, codes in words, what no field takes."""
