"""What every XML format needs: safe reading, the words of elements, values without a field."""
